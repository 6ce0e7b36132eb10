// What are the layers of sites called? Their ids alone, for filters that need no schema (site-layers.ts has the rest, in the same order).

export const siteLayerIds = ['enterprises', 'gas-networks', 'construction-sites', 'wind-farms', 'fishing-ports', 'public-places', 'road-sections', 'industrial-parks', 'parcels', 'buildings', 'roads'] as const;

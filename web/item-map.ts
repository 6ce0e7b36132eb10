// Where do the features of an API page lie? The map and its styles come behind this script, whose name is fixed.
const place = document.getElementById('map');
if (place !== null) void import('./item-map-view.ts').then(({ drawItemMap }) => drawItemMap(place));

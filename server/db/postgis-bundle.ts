// Where does the embedded database find PostGIS?

/** Archive beside the built worker, put there by the build (server/operations/lean-postgis.ts). */
export const postgisBundleFile = 'postgis.tar.gz';

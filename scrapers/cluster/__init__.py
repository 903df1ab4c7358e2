"""Beyond one machine: shards of a wave as tasks on a Dask cluster; see README.md."""

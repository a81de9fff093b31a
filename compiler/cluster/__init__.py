"""The workers of a Dask cluster behind the interface of the local pool; loaded for `--cluster` only (docs/cluster.md)."""

from .pool import Cluster

__all__ = ["Cluster"]

"""How fast Bayaz is beside its engine and its peers: `make bench` measures, docs/performance.md tells."""

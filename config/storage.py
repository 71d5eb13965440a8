"""Static files under hashed names, ES module imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage with `import "./x.js"` rewritten to the hashed name.

    Without it a module would import the unhashed file, which caches serve stale.
    """

    support_js_module_import_aggregation = True

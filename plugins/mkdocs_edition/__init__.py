"""The MkDocs plugin: thin hooks that hand TEI documents to `edition` and put what comes back on pages."""

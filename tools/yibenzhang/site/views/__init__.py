"""View models: plain frozen values that templates show. Nothing here knows HTML or MkDocs."""

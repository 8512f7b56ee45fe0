"""A second oracle: what the contract says of a world, worked out without any of cairn's own code.

It was written from docs/reference/requirements.md, and from nothing that computes an answer. It will not import anything
outside of the standard library, and will not be fast at the price of being further from the text.
"""

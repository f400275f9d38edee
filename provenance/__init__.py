"""How a file proves itself: visible mark, manifest, signing, reading. No Django, no network.

Not here yet: the invisible mark, the sound mark and the fingerprints. They join the manifest as its soft
binding, one assertion in `manifest.py`.
"""

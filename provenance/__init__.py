"""How a file proves itself: visible mark, manifest, signing, reading. No Django, no network.

Not here yet: the invisible mark and the sound mark, which join the manifest as its soft binding, one assertion in
`manifest.py`. The looks of clips tell near-copies apart and are in no manifest.
"""

"""From a Take to a sealed file: encode, pictures, captions, run. Works without Django, with any engine."""

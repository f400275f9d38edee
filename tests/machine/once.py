"""Renders what waits, once, in a process of its own: python -m tests.machine.once"""

import django

if __name__ == "__main__":
    django.setup()
    from generation.jobs import work

    work("gpu")

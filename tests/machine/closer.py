"""Cleans up after a revocation in a process of its own that kills itself, as SIGKILL does, at a given step.

python -m tests.machine.closer COMMITTED|CLOSING|FILES|MARKING|CACHES <revocation id>
"""

import os
import signal
import sys

import django


def main(step: str, revocation_id: str) -> None:
    django.setup()
    from django.db import transaction

    from generation import closing, files, jobs, purging

    closing.BATCH, purging.BATCH = 2, 2

    def die(*_args: object, **_rest: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if step == "COMMITTED":  # the owner's request is through, nobody has begun
        die()
    if step == "CLOSING":  # in the second batch, before its commit
        batches, end_uses = [], closing.end_uses

        def end_and_die(uses: object, **rest: object) -> None:
            batches.append(end_uses(uses, **rest))
            if len(batches) == 2:
                die()

        closing.end_uses = end_and_die
    if step == "FILES":  # between two files of one clip
        delete = files.default_storage.delete
        deleted = []

        def delete_and_die(name: str) -> None:
            deleted.append(delete(name))
            if len(deleted) == 3:
                die()

        files.default_storage.delete = delete_and_die
    if step == "MARKING":  # the bytes are gone, the row does not say so
        remove = files.remove

        def remove_and_die(folder: str) -> None:
            remove(folder)
            die()

        files.remove = remove_and_die
    if step == "CACHES":  # the cache was told, the row does not say so
        send = purging._send

        def send_and_die(*args: object) -> None:
            send(*args)
            die()

        purging._send = send_and_die
    jobs.close_revoked(int(revocation_id))
    assert not transaction.get_connection().in_atomic_block
    jobs.purge_withdrawn()
    jobs.tell_caches()


if __name__ == "__main__":
    main(*sys.argv[1:])

"""From rows to sockets: each web process follows the tables and hands new rows to its own sockets.

The rows are the truth. `nudge` only shortens the wait until the next look (LOOK_EVERY seconds); across
processes it travels through the channel layer when that is Redis. Nothing here decides who may see what:
consumers subscribe to keys they have checked.
"""


def nudge() -> None:
    """This function will wake the follower of this process, and of the others when Redis is configured."""

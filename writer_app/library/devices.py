"""Which devices models can run on here. May import: engine. Thread: any."""


def devices_here() -> tuple[str, ...]:
    """Give the values of the device setting that make sense on this machine.

    The runtime is asked, which is loaded by the first model at the latest.
    """
    from writer_app.engine.runtime import offered_devices

    return ("auto", *offered_devices())

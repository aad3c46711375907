namespace WasiHal;

/// <summary>Why a hardware verb failed. The cases and their order are those of the WIT <c>error</c> variant.</summary>
public enum HardwareErrorKind
{
    /// <summary>The bus is stuck or its signals make no sense.</summary>
    Bus,

    /// <summary>Another controller took the bus during the transaction.</summary>
    ArbitrationLost,

    /// <summary>Nothing acknowledged the address or a byte: the device is missing, unpowered or busy.</summary>
    NoAcknowledge,

    /// <summary>Data came faster than it was read, or more of it than there was room for.</summary>
    Overrun,

    /// <summary>The device or the line did not answer in time.</summary>
    Timeout,

    /// <summary>Somebody else uses the pin, port or bus exclusively.</summary>
    Busy,

    /// <summary>The board has no such bus, port, pin, channel, strip or relay, or it is not switched on.</summary>
    NotPresent,

    /// <summary>The caller may not do this.</summary>
    Denied,

    /// <summary>An argument is out of range or malformed.</summary>
    Invalid,

    /// <summary>Anything else; the message says what happened.</summary>
    Other,
}

namespace WasiHal.Recording;

/// <summary>One transaction without its bytes. What the numbers mean says the <see cref="BusVerbShape"/> of its verb.</summary>
internal struct BusEntry
{
    /// <summary>What was asked.</summary>
    public BusVerb Verb;

    /// <summary>Of what: <c>i2c-1</c>, <c>spi-0.1</c>, <c>uart-gps</c>, <c>gpio-17</c>, <c>leds</c>.</summary>
    public string Bus;

    /// <summary>The I²C address, 0 for every other verb.</summary>
    public byte Address;

    /// <summary>Whole numbers of the request.</summary>
    public int Whole;
    public int SecondWhole;

    /// <summary>Fractions of the request or, for a climate sensor, of the answer.</summary>
    public double Real;
    public double SecondReal;

    /// <summary>A level or state, of the request or of the answer.</summary>
    public bool Flag;

    /// <summary>A text of the request.</summary>
    public string? Text;

    /// <summary>Bytes that were written, kept or not.</summary>
    public int WriteLength;

    /// <summary>Bytes that were read, kept or not; for I²C those that were asked for, also when it failed.</summary>
    public int ReadLength;

    /// <summary>Bytes that are kept of either.</summary>
    public int WriteKept;
    public int ReadKept;

    /// <summary>How it failed, null when it did not.</summary>
    public HardwareErrorKind? Error;
    public string? Message;

    /// <summary>Timestamps of the recorder's clock.</summary>
    public long Started;
    public long Ended;
}

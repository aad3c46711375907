namespace WasiHal.Fake;

/// <summary>The low-pass filter of Bosch's sensors (IIR): each conversion moves the result by a part of the difference.</summary>
internal struct RawFilter
{
    private double? _value;

    /// <summary>Takes a conversion in; the first one is the result as it is.</summary>
    /// <param name="raw">The conversion.</param>
    /// <param name="divisor">1 for no filter; else the difference moves the result by this part.</param>
    public int Take(int raw, int divisor)
    {
        _value = _value is { } value ? value + ((raw - value) / divisor) : raw;
        return (int)Math.Round(_value.Value);
    }
}

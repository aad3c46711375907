namespace WasiHal;

/// <summary>How a chip wants to be spoken to.</summary>
/// <param name="ClockHz">1 to 125,000,000 Hz; the controller rounds down to what it can make.</param>
/// <param name="Mode">0 to 3: bit 1 clock polarity, bit 0 clock phase.</param>
public readonly record struct SpiSettings(int ClockHz, byte Mode)
{
    /// <summary>500 kHz, mode 0.</summary>
    public static SpiSettings Default { get; } = new(500_000, 0);
}

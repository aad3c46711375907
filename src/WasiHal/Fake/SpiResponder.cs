namespace WasiHal.Fake;

/// <summary>A chip on a fake SPI bus: what it clocks out while it is written to. May throw a <see cref="HardwareException"/>.</summary>
/// <param name="settings">Clock and mode of the transfer.</param>
/// <param name="write">What the controller sends.</param>
/// <param name="read">As long as <paramref name="write"/>, zeros at first; to be filled.</param>
public delegate void SpiResponder(SpiSettings settings, ReadOnlySpan<byte> write, Span<byte> read);

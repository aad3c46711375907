namespace WasiHal;

/// <summary>A level that changed.</summary>
/// <param name="Pin">BCM number.</param>
/// <param name="High">The level after the change: true after a rising edge.</param>
/// <param name="Time">When it changed, as exactly as the board can tell.</param>
public readonly record struct GpioEvent(int Pin, bool High, DateTimeOffset Time);

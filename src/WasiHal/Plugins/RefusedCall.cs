namespace WasiHal;

/// <summary>Something that a plugin tried and may not do.</summary>
/// <param name="What">The capability, such as <c>i2c 1:0x3c</c>.</param>
/// <param name="Count">How often it was refused.</param>
/// <param name="Key">The key that would allow it.</param>
public sealed record RefusedCall(string What, long Count, string Key);

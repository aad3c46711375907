namespace WasiHal.Fake;

/// <summary>One tone of a <see cref="FakeBuzzer"/>.</summary>
/// <param name="Start">When it began.</param>
/// <param name="Length">How long it lasts.</param>
public readonly record struct FakeTone(DateTimeOffset Start, TimeSpan Length);

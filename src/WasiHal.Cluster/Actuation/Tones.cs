namespace WasiHal.Cluster.Actuation;

/// <summary>What a buzzer plays.</summary>
/// <param name="Count">1 to 10 tones.</param>
/// <param name="OnMs">Milliseconds of each, 10 to 2000.</param>
/// <param name="OffMs">Milliseconds of the pause after each, 0 to 2000.</param>
internal sealed record Tones(int Count, int OnMs, int OffMs)
{
    /// <summary>One short tone.</summary>
    public static readonly Tones Single = new(1, 100, 100);

    /// <summary>Three short tones.</summary>
    public static readonly Tones Triple = new(3, 100, 100);

    /// <summary>One long tone.</summary>
    public static readonly Tones Long = new(1, 1000, 100);

    /// <summary>By the name of the body's <c>pattern</c>.</summary>
    public static Tones? OfPattern(string? name) => name switch
    {
        "single" => Single,
        "triple" => Triple,
        "long" => Long,
        _ => null,
    };

    /// <summary>By the name of the address's <c>action</c>.</summary>
    public static Tones? OfAction(string? name) => name switch
    {
        "beep" => Single,
        "beep3" => Triple,
        "long" => Long,
        _ => null,
    };
}

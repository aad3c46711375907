namespace WasiHal.Cluster.Protocol;

/// <summary>The bounds of a push, which both ends keep.</summary>
internal static class PushRules
{
    /// <summary>The version of the protocol.</summary>
    public const int Protocol = 1;

    /// <summary>Bytes of a body, also when it is unpacked.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Batches of one push.</summary>
    public const int MaxBatches = 256;

    /// <summary>Readings of one push.</summary>
    public const int MaxReadings = 10_000;

    /// <summary>Characters of an incarnation: ASCII letters, digits and hyphens.</summary>
    public const int MaxIncarnation = 64;

    /// <summary>Characters of the name of a plugin, a sensor or a quantity, and of a unit.</summary>
    public const int MaxName = 64;

    /// <summary>Characters of a reading's text.</summary>
    public const int MaxText = 4096;

    /// <summary>The greatest whole number: the greatest that every reader of JSON reads as it is written.</summary>
    public const long MaxWhole = (1L << 53) - 1;

    /// <summary>Plugins in what a spoke says about itself.</summary>
    public const int MaxPlugins = 256;

    /// <summary>Characters of a plugin's error, which is cut there.</summary>
    public const int MaxError = 256;

    /// <summary>Entries of its log in what a spoke says about itself.</summary>
    public const int MaxLogs = 32;

    /// <summary>Characters of one of them, which is cut there.</summary>
    public const int LongestLog = 500;

    /// <summary>How soon at the latest the next reading of a series is due.</summary>
    public static readonly TimeSpan LongestExpectation = TimeSpan.FromDays(30);

    /// <summary>Whether a text can be an incarnation.</summary>
    public static bool IsIncarnation(string text) =>
        text.Length is > 0 and <= MaxIncarnation && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');

    /// <summary>The outbox of an incarnation: all starts with one outbox file share it.</summary>
    public static ReadOnlySpan<char> OutboxOf(string incarnation) =>
        incarnation.IndexOf('-', StringComparison.Ordinal) is > 0 and var end ? incarnation.AsSpan(0, end) : incarnation;

    /// <summary>Whether a text can be the id of a node.</summary>
    public static bool IsNode(string text) =>
        text.Length is > 0 and <= MaxName && char.IsAsciiLetterOrDigit(text[0]) && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
}

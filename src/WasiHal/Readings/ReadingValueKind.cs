namespace WasiHal;

/// <summary>What a <see cref="ReadingValue"/> holds. In the order of the WIT <c>value</c> variant.</summary>
public enum ReadingValueKind
{
    /// <summary>A finite number.</summary>
    Number,

    /// <summary>A state.</summary>
    Flag,

    /// <summary>A text.</summary>
    Text,
}

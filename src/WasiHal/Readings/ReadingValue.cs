using System.Globalization;

namespace WasiHal;

/// <summary>A finite number, a flag or a text.</summary>
public readonly record struct ReadingValue
{
    private readonly double _number;
    private readonly string? _text;

    private ReadingValue(ReadingValueKind kind, double number, string? text)
    {
        Kind = kind;
        _number = number;
        _text = text;
    }

    /// <summary>What it holds.</summary>
    public ReadingValueKind Kind { get; }

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">It is not a number.</exception>
    public double Number => Kind == ReadingValueKind.Number ? _number : throw Wrong(ReadingValueKind.Number);

    /// <summary>The flag.</summary>
    /// <exception cref="InvalidOperationException">It is not a flag.</exception>
    public bool Flag => Kind == ReadingValueKind.Flag ? _number != 0 : throw Wrong(ReadingValueKind.Flag);

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">It is not a text.</exception>
    public string Text => Kind == ReadingValueKind.Text ? _text ?? "" : throw Wrong(ReadingValueKind.Text);

    /// <summary>A number.</summary>
    /// <param name="value">Finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">NaN or infinite: an unknown value is left out, not invented.</exception>
    public static ReadingValue FromNumber(double value) => double.IsFinite(value)
        ? new(ReadingValueKind.Number, value, null)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A reading is a finite number.");

    /// <summary>A flag.</summary>
    /// <param name="value">The state.</param>
    public static ReadingValue FromFlag(bool value) => new(ReadingValueKind.Flag, value ? 1 : 0, null);

    /// <summary>A text.</summary>
    /// <param name="value">The text.</param>
    public static ReadingValue FromText(string value) => new(ReadingValueKind.Text, 0, value);

    /// <summary>The value for people, invariant.</summary>
    public override string ToString() => Kind switch
    {
        ReadingValueKind.Number => _number.ToString(CultureInfo.InvariantCulture),
        ReadingValueKind.Flag => _number != 0 ? "true" : "false",
        _ => _text ?? "",
    };

    private InvalidOperationException Wrong(ReadingValueKind asked) => new($"The value is a {Kind}, not a {asked}.");
}

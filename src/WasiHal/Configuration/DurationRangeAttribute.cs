namespace WasiHal;

/// <summary>The shortest and the longest time that is accepted.</summary>
/// <param name="least">As configuration writes it: <c>100ms</c>.</param>
/// <param name="most">As configuration writes it: <c>1d</c>.</param>
public sealed class DurationRangeAttribute(string least, string most) : ConfigurationValueAttribute
{
    /// <summary>The shortest time.</summary>
    public string Shortest => least;

    /// <summary>The longest time.</summary>
    public string Longest => most;

    /// <inheritdoc/>
    public override string Accepted => $"{least} to {most}";

    /// <inheritdoc/>
    protected override bool IsAccepted(string text) =>
        Duration.TryParse(text, out var duration) && Duration.TryParse(least, out var lower) && Duration.TryParse(most, out var upper)
        && duration.Value >= lower.Value && duration.Value <= upper.Value;
}

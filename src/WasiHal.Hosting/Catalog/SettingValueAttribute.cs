namespace WasiHal.Hosting.Catalog;

/// <summary>Each value is one of a plugin's settings.</summary>
internal sealed class SettingValueAttribute : ConfigurationValueAttribute
{
    /// <summary>The longest value, in characters.</summary>
    public const int Longest = 4096;

    public override string Accepted => "a value of at most 4096 characters";

    protected override bool IsAccepted(string text) => text.Length <= Longest;
}

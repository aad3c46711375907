namespace WasiHal.Hosting.Policy;

/// <summary>Each value names something of one kind that a plugin may be granted. Whether a label of a pin exists is looked at elsewhere.</summary>
internal sealed class PermissionValueAttribute(CapabilityKind kind) : ConfigurationValueAttribute
{
    private const string Name = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

    public override string? Pattern => kind switch
    {
        CapabilityKind.I2c => "^[0-9]{1,3}:(0[xX][0-9a-fA-F]{1,2}|[0-9]{1,3})$",
        CapabilityKind.Spi => "^[0-9]{1,3}:[0-9]{1,3}$",
        CapabilityKind.Uart or CapabilityKind.Relays or CapabilityKind.Actions => Name,
        CapabilityKind.Pwm => "^[0-9]{1,3}$",
        CapabilityKind.Leds => "^[0-9]{1,4}(-[0-9]{1,4})?$",
        _ => "^.{1,64}$",
    };

    public override long? Least => Most is null ? null : 0;

    public override long? Most => kind switch
    {
        CapabilityKind.Gpio or CapabilityKind.Climate or CapabilityKind.Leds => PermissionGrammar.HighestNumber,
        CapabilityKind.Pwm => 255,
        _ => null,
    };

    public override string Accepted => PermissionGrammar.Accepted(kind);

    public override string? Problem(string text) => TryRead(text, out var hint) ? null : $"is not {Accepted}{(hint is null ? "" : "; " + hint)}";

    protected override bool IsAccepted(string text) => TryRead(text, out _);

    // A pin that is no number is a label; which labels there are, another section says.
    private bool TryRead(string text, out string? hint)
    {
        hint = null;
        return (kind is CapabilityKind.Gpio or CapabilityKind.Climate && text.Length is > 0 and <= Capability.LongestName && !text.All(char.IsAsciiDigit))
            || PermissionGrammar.TryRead(kind, text, null, [], out hint);
    }
}

using Microsoft.Extensions.Logging;

namespace WasiHal.Hosting.Policy;

/// <summary>
/// The rights of one version of a plugin: what it asks for, as far as the operator granted it. Nothing else is allowed.
/// Immutable but for the count of refusals and who is told of them. Safe from any thread.
/// </summary>
/// <param name="pluginId">The plugin's id.</param>
/// <param name="metadataFile">The file that its asks stand in, as an operator would name it: <c>oled/app.py</c>.</param>
/// <param name="asked">What it asks for.</param>
/// <param name="granted">What the operator grants it, asked for or not.</param>
/// <param name="logger">Told once of each capability that is refused.</param>
internal sealed class PluginPolicy(string pluginId, string metadataFile, PermissionSet asked, PermissionSet granted, ILogger logger)
{
    /// <summary>Different refusals of one version that are logged; a plugin that tries every address has hundreds.</summary>
    public const int MostTold = 8;

    private readonly RefusalCounter _refusals = new();
    private volatile Action? _told;

    /// <summary>The plugin's id.</summary>
    public string PluginId => pluginId;

    /// <summary>What its file asks for.</summary>
    public PermissionSet Asked => asked;

    /// <summary>What the operator grants, asked for or not.</summary>
    public PermissionSet Granted => granted;

    /// <summary>The rights in force.</summary>
    public PermissionSet Rights { get; } = asked.Intersect(granted);

    /// <summary>Calls refused so far.</summary>
    public long DeniedCalls => _refusals.Total;

    /// <summary>The rights and refusals at this moment, as <c>/api/plugins</c> shows them.</summary>
    public PluginPermissions Permissions => new(asked.Texts, Rights.Texts, _refusals.Read());

    /// <summary>What it asks for and is not granted.</summary>
    public PermissionSet Missing { get; } = asked.Except(granted);

    /// <summary>
    /// The operator's table with everything in it that the plugin asks for and lacks, ready to paste; empty when it
    /// lacks nothing.
    /// </summary>
    public string LinesToPaste => Missing.Capabilities.Count == 0
        ? ""
        : string.Join('\n', granted.Union(asked).ToTomlLines().Prepend($"[plugins.{pluginId}.permissions]"));

    /// <summary>Says who is told of each refusal from now on, in place of whoever was told before. It may be told by any thread.</summary>
    public void TellRefusals(Action told) => _told = told;

    /// <summary>Goes on when the plugin may do it. Then it allocates nothing.</summary>
    /// <exception cref="CapabilityDeniedException">It may not; counted, and logged the first time.</exception>
    public void Demand(Capability capability)
    {
        if (!Rights.Contains(capability))
        {
            throw Refuse(capability);
        }
    }

    /// <summary>Whether the plugin may do it. If not, that is counted, and logged the first time, as by <see cref="Demand"/>.</summary>
    public bool Permits(Capability capability)
    {
        if (Rights.Contains(capability))
        {
            return true;
        }

        _ = Refuse(capability);
        return false;
    }

    /// <summary>Goes on when the plugin may use at least one LED.</summary>
    /// <exception cref="CapabilityDeniedException">It may use none.</exception>
    public void DemandAnyLed()
    {
        if (Rights.Leds.Count == 0)
        {
            throw Refuse(Capability.Led(asked.Leds.Count > 0 ? asked.Leds[0] : 0));
        }
    }

    private CapabilityDeniedException Refuse(Capability capability)
    {
        var key = capability.PermissionKey;
        var isAsked = asked.Contains(capability);
        var where = isAsked ? $"plugins.{pluginId}.permissions.{key}" : $"[tool.wasihal] {key} in {metadataFile}";
        var message = (isAsked, capability.Kind) switch
        {
            (true, CapabilityKind.Buzzer) => $"{capability} is not granted: set {where} = true",
            (true, _) => $"{capability} is not granted: add {capability.TomlValue} to {where}",
            (false, CapabilityKind.Buzzer) => $"{capability} is not asked for: set it to true in [tool.wasihal] in {metadataFile}",
            _ => $"{capability} is not asked for: add it to {where}",
        };

        _told?.Invoke();
        switch (_refusals.Add(capability, where))
        {
            case > 0 and <= MostTold:
                logger.Refused(pluginId, message);
                break;
            case MostTold + 1:
                logger.RefusedMore(pluginId, MostTold);
                break;
        }

        return new CapabilityDeniedException(pluginId, capability, where, message);
    }
}

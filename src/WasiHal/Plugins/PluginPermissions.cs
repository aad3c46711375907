namespace WasiHal;

/// <summary>The rights of a plugin at one look.</summary>
/// <param name="Asked">What its file asks for.</param>
/// <param name="Granted">What of that the operator granted: the rights in force.</param>
/// <param name="Refused">What it tried and was refused.</param>
public sealed record PluginPermissions(IReadOnlyList<string> Asked, IReadOnlyList<string> Granted, IReadOnlyList<RefusedCall> Refused);

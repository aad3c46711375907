using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>What one version of a plugin asked for.</summary>
/// <param name="Version">SHA-256 of its source, 64 hexadecimal digits.</param>
/// <param name="Asked">Its asks, settings put in.</param>
internal sealed record SeenAsk(string Version, PermissionSet Asked);

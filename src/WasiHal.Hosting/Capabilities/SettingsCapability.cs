using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/settings.wit</c>: the plugin's own settings; needs no grant.</summary>
internal static class SettingsCapability
{
    public static void Get(CallFrame call)
    {
        var key = call.ReadString();
        var settings = call.Plugin.Settings;
        call.ReturnOption(settings.TryGetValue(key, out var value) || settings.TryGetValue(key.Replace('-', '_'), out value) ? value : null);
    }
}

using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/settings.wit</c>: the plugin's own settings; needs no grant.</summary>
internal static class SettingsCapability
{
    public static void Get(CallFrame call)
    {
        var key = PluginName.ToSettingKey(call.ReadString());
        call.ReturnOption(call.Plugin.Settings.GetValueOrDefault(key));
    }
}

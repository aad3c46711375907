namespace WasiHal.Hosting.Policy;

internal sealed class PluginPolicy;

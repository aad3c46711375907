using WasiHal.Hosting.Wasm;

namespace WasiHal.Hosting.Capabilities;

/// <summary><c>wit/storage.wit</c>: the plugin's own blobs; needs no grant.</summary>
internal static class StorageCapability
{
    public static void Get(CallFrame call) => call.ReturnOkOption(call.Plugin.Storage.Get(call.ReadString()));

    public static void Put(CallFrame call)
    {
        var key = call.ReadString();
        var value = call.ReadBytes();
        call.Plugin.Storage.Put(key, value);
        call.ReturnOk();
    }

    public static void Delete(CallFrame call)
    {
        call.Plugin.Storage.Delete(call.ReadString());
        call.ReturnOk();
    }
}

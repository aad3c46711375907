using WasiHal.Tests.Linux;

namespace WasiHal.Linux.Tests;

/// <summary>A <c>/dev</c> with the given names and no other file.</summary>
internal static class DeviceFolder
{
    public static IKernelFiles Of(params string[] names)
    {
        var files = new CannedFiles();
        foreach (var name in names)
        {
            files[$"dev/{name}"] = "";
        }

        return files;
    }
}

namespace WasiHal.Linux.Tests;

/// <summary>A <c>/dev</c> with the given names and no other file.</summary>
internal sealed class DeviceFolder(params string[] names) : IKernelFiles
{
    public int Read(string path, Span<byte> buffer) => 0;

    public IReadOnlyList<string> List(string path) => path == "dev" ? names : [];
}

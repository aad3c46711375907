using System.Diagnostics;
using System.Globalization;
using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests.Delivery;

/// <summary>A small disk of its own for a node's data, which a file can fill. It outlives the node, so that the node can be started again.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly Process _holder;
    private readonly string _folder;

    /// <summary>Makes it. Skips the test where no file system can be mounted.</summary>
    /// <param name="folder">Where it appears, to those that are started by <see cref="Enter"/>.</param>
    /// <param name="kibibytes">Its size.</param>
    public SmallDisk(string folder, int kibibytes)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        var command = string.Create(CultureInfo.InvariantCulture, $"mount -t tmpfs -o size={kibibytes}k none '{folder}' && echo mounted && exec sleep 3600");
        _holder = Process.Start(new ProcessStartInfo(Requirement.Tool("unshare"), ["-Urm", "sh", "-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        if (_holder.StandardOutput.ReadLine() != "mounted")
        {
            Requirement.Missing("This machine lets nobody mount a file system in a namespace of one's own (unshare -Urm)");
        }

        Enter = [Requirement.Tool("nsenter"), "-t", _holder.Id.ToString(CultureInfo.InvariantCulture), "-U", "-m", "--preserve-credentials"];
    }

    /// <summary>What starts a node that sees it.</summary>
    public IReadOnlyList<string> Enter { get; }

    private string Filler => string.Create(CultureInfo.InvariantCulture, $"/proc/{_holder.Id}/root{_folder}/filler");

    /// <summary>Fills what is left of it, to the last byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Append);
        try
        {
            for (var block = new byte[4096]; ;)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // It is full, which is what was wanted.
        }
    }

    /// <summary>Frees it again.</summary>
    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        _holder.Kill();
        _holder.WaitForExit();
        _holder.Dispose();
    }
}

using System.Diagnostics;
using System.Globalization;
using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests.Delivery;

/// <summary>Gives a node a small disk of its own for its data, which a file can fill.</summary>
internal static class SmallDisk
{
    /// <summary>What starts a node with the small disk. Skips the test where no file system can be mounted.</summary>
    /// <param name="folder">Where the disk appears, to the node only.</param>
    /// <param name="kibibytes">Its size.</param>
    public static IReadOnlyList<string> For(string folder, int kibibytes)
    {
        Directory.CreateDirectory(folder);
        var unshare = Requirement.Tool("unshare");
        using var trial = Process.Start(new ProcessStartInfo(unshare, ["-rm", "mount", "-t", "tmpfs", "none", folder]) { RedirectStandardError = true })!;
        trial.WaitForExit();
        if (trial.ExitCode != 0)
        {
            Requirement.Missing("A file system cannot be mounted in a namespace of one's own");
        }

        return [unshare, "-rm", "sh", "-c", string.Create(CultureInfo.InvariantCulture, $"mount -t tmpfs -o size={kibibytes}k none '{folder}' && exec \"$@\""), "sh"];
    }

    /// <summary>Fills what is left of the disk of a running node, to the last byte.</summary>
    public static void Fill(NodeProcess node, string folder)
    {
        using var file = new FileStream(FillerOf(node, folder), FileMode.Append);
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
    public static void Free(NodeProcess node, string folder) => File.Delete(FillerOf(node, folder));

    private static string FillerOf(NodeProcess node, string folder) => string.Create(CultureInfo.InvariantCulture, $"/proc/{node.ProcessId}/root{folder}/filler");
}

namespace WasiHal.EndToEnd.Tests.Scarce;

/// <summary>The built hub where every user can run it: a copy, when it lies in a folder that is somebody's own.</summary>
internal sealed class OpenHub : NodeProcess
{
    private const UnixFileMode Enter = UnixFileMode.OtherExecute;

    public OpenHub()
        : base("Hub")
    {
        var program = base.Command[^1];
        if (IsOpen(Path.GetDirectoryName(program)!))
        {
            Command = base.Command;
            return;
        }

        var copy = Directory.CreateDirectory(Path.Combine(Folder, "program")).FullName;
        CopyAll(new(Path.GetDirectoryName(program)!), copy);
        Command = [.. base.Command.SkipLast(1), Path.Combine(copy, Path.GetFileName(program))];
    }

    protected override IReadOnlyList<string> Command { get; }

    private static bool IsOpen(string folder)
    {
        for (var inner = new DirectoryInfo(folder); inner is not null; inner = inner.Parent)
        {
            if (!OperatingSystem.IsWindows() && (inner.UnixFileMode & Enter) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void CopyAll(DirectoryInfo from, string to)
    {
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to, file.Name));
        }

        foreach (var folder in from.EnumerateDirectories())
        {
            CopyAll(folder, Directory.CreateDirectory(Path.Combine(to, folder.Name)).FullName);
        }
    }
}

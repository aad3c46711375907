using WasiHal.Hosting.Native;

namespace WasiHal.Hosting.Wasm.MachineCode;

/// <summary>
/// Who could have written a file. Machine code is run without any further check, so it must come from root or from the
/// service itself.
/// </summary>
internal static class FileTrust
{
    private const int TypeBits = 0xF000;
    private const int FolderType = 0x4000;
    private const int FileType = 0x8000;
    private const int LinkType = 0xA000;
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Why a file is not trusted, or null. A link is not followed: it is not trusted.</summary>
    public static string? ProblemOfFile(string path) => Problem(path, FileType);

    /// <summary>Why a folder is not trusted, or null. A link is not followed: it is not trusted.</summary>
    public static string? ProblemOfFolder(string path) => Problem(path, FolderType);

    private static string? Problem(string path, int wanted)
    {
        var what = wanted == FolderType ? "folder" : "file";
        if (LibC.TryStat(path) is var (owner, mode))
        {
            if ((mode & TypeBits) != wanted)
            {
                return (mode & TypeBits) == LinkType ? "it is a link" : $"it is no {what}";
            }

            if (owner != 0 && owner != LibC.EffectiveUser)
            {
                return $"it belongs to user {owner}, and only root and the user {LibC.EffectiveUser} of this program are trusted";
            }

            return ProblemOfMode((UnixFileMode)(mode & ~TypeBits));
        }

        // Another system than Linux: owners cannot be told there.
        var entry = wanted == FolderType ? (FileSystemInfo)new DirectoryInfo(path) : new FileInfo(path);
        return !entry.Exists ? $"it is no {what}"
            : entry.LinkTarget is not null ? "it is a link"
            : OperatingSystem.IsWindows() ? null
            : ProblemOfMode(entry.UnixFileMode);
    }

    private static string? ProblemOfMode(UnixFileMode mode) =>
        (mode & WritableByOthers) == 0 ? null : "others may write to it (chmod go-w takes that right away)";
}

namespace WasiHal.Hosting.Catalog;

/// <summary>Which symbolic links are followed: those to a file within the same root, by a path without further links.</summary>
internal static class LinkRule
{
    /// <summary>Whether an entry is no link, or one that is followed. A link to a folder is not: it could lead round in a circle.</summary>
    public static bool IsFollowed(FolderEntry entry, string root)
    {
        if (!entry.IsLink)
        {
            return true;
        }

        try
        {
            return !entry.IsFolder
                && new FileInfo(entry.FullPath).ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target
                && IsPlainlyWithin(target, root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A circle of links, or one that leads where nobody may look.
            return false;
        }
    }

    /// <summary>The file itself, or what the link points at: size and time are those of the target.</summary>
    public static FileInfo Target(FileInfo file) =>
        file.LinkTarget is null ? file : (FileInfo)(file.ResolveLinkTarget(returnFinalTarget: true) ?? file);

    // A path that begins like the root can still leave it by a linked folder on the way.
    private static bool IsPlainlyWithin(FileInfo target, string root)
    {
        for (var folder = target.Directory; folder is not null; folder = folder.Parent)
        {
            if (folder.FullName == root)
            {
                return true;
            }

            if (folder.LinkTarget is not null)
            {
                return false;
            }
        }

        return false;
    }
}

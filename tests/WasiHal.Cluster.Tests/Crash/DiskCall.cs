namespace WasiHal.Cluster.Tests.Crash;

/// <summary>What a program did to the disk, or told, by one system call.</summary>
internal abstract record DiskCall
{
    /// <summary>Made a file that was not there, or opened one that was.</summary>
    public sealed record Create(string Path) : DiskCall;

    /// <summary>Wrote bytes into a file.</summary>
    public sealed record Write(string Path, long Offset, byte[] Bytes) : DiskCall;

    /// <summary>Made a file so long.</summary>
    public sealed record Truncate(string Path, long Length) : DiskCall;

    /// <summary>Had a file, or a folder, brought to the disk.</summary>
    public sealed record Sync(string Path) : DiskCall;

    /// <summary>Removed a file.</summary>
    public sealed record Unlink(string Path) : DiskCall;

    /// <summary>Gave a file another name.</summary>
    public sealed record Rename(string From, string To) : DiskCall;

    /// <summary>Told its caller something, in a line of its output: what it told before a power cut must be true after it.</summary>
    public sealed record Told(string Line) : DiskCall;
}

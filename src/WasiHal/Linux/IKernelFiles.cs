namespace WasiHal.Linux;

/// <summary>The seam over <c>/proc</c>, <c>/sys</c> and <c>/dev</c>. Paths are relative to the root. Safe from any thread; never throws.</summary>
internal interface IKernelFiles
{
    /// <summary>Reads the beginning of a file.</summary>
    /// <returns>Number of bytes, 0 when the file is absent, empty or cannot be read now.</returns>
    int Read(string path, Span<byte> buffer);

    /// <summary>The names in a folder, ordered as people count (2 before 10); empty when there is no such folder.</summary>
    IReadOnlyList<string> List(string path);
}

namespace WasiHal.Linux;

/// <summary>The seam over <c>/proc</c>, <c>/sys</c> and <c>/dev</c>. Paths are relative to the root. Safe from any thread; never throws.</summary>
internal interface IKernelFiles
{
    /// <summary>Reads the beginning of a file.</summary>
    /// <returns>Number of bytes, 0 when the file is absent, empty or cannot be read now.</returns>
    int Read(string path, Span<byte> buffer);

    /// <summary>Reads the beginning of a file that is opened for this one time: for what may come and go, or must say why it cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="buffer">Filled from its start.</param>
    /// <param name="error">A <see cref="KernelError"/>, 0 when it could be read.</param>
    /// <returns>Number of bytes, 0 with an error.</returns>
    int Read(string path, Span<byte> buffer, out int error);

    /// <summary>Gives a file, which must be there, another content.</summary>
    /// <returns>A <see cref="KernelError"/>, 0 when done.</returns>
    int Write(string path, ReadOnlySpan<byte> text);

    /// <summary>The names in a folder, ordered as people count (2 before 10); empty when there is no such folder.</summary>
    IReadOnlyList<string> List(string path);
}

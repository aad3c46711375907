namespace WasiHal.Durable;

/// <summary>
/// Room on the disk that is given up when the disk is full, because making room in a database needs some first. For one
/// thread.
/// </summary>
internal sealed class Ballast(string path, int bytes)
{
    /// <summary>Takes the room, if it has not been taken, as far as there is any.</summary>
    /// <returns>Whether it is taken.</returns>
    public bool Take()
    {
        if (bytes == 0 || (new FileInfo(path) is { Exists: true } file && file.Length == bytes))
        {
            return true;
        }

        try
        {
            // Bytes and not a length: a file may have holes where nothing was written.
            File.WriteAllBytes(path, new byte[bytes]);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is no room for it now; a later commit that succeeds tries again.
            TryDelete();
            return false;
        }
    }

    /// <summary>Gives the room up.</summary>
    /// <returns>Whether there was any.</returns>
    public bool Give() => bytes > 0 && File.Exists(path) && TryDelete();

    private bool TryDelete()
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

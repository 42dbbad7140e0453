namespace ModelMunicipalities.App.Platform;

/// <summary>
/// Files and folders that nobody else on the machine may read: 600 and 700. What is new is made so; what is there already is
/// narrowed, if it is the program's own. On Windows the folder's inherited rights hold.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode OfFolder = OfFile | UnixFileMode.UserExecute;

    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Makes a folder, or narrows one. One that the machine shares, like /tmp, stays as it is.</summary>
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, OfFolder);
        }
        else if (!File.GetUnixFileMode(path).HasFlag(UnixFileMode.StickyBit))
        {
            Narrow(path, OfFolder);
        }
    }

    /// <summary>Makes an empty file: made beforehand, there is no moment at which it lies open.</summary>
    public static void Make(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OfFile;
        }

        using (new FileStream(path, options))
        {
            // Only to be there.
        }
    }

    /// <summary>Narrows a file, if it is there.</summary>
    public static void Narrow(string path)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path))
        {
            Narrow(path, OfFile);
        }
    }

    /// <summary>True when somebody else on the machine may read or write it.</summary>
    public static bool IsOpen(string path) =>
        !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & OfOthers) != 0;

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Narrow(string path, UnixFileMode mode)
    {
        try
        {
            File.SetUnixFileMode(path, mode);
        }
        catch (UnauthorizedAccessException)
        {
            // Somebody else's, on a mounted volume say. What lies open is told of at start.
        }
    }
}

using Nabla.Zoo;

namespace Nabla.Cli;

/// <summary>Several pictures on one command line: one that cannot be read keeps no other from its answer.</summary>
internal static class PictureFiles
{
    /// <summary>An error where a folder is given.</summary>
    internal static void CheckFile(string path)
    {
        if (Directory.Exists(path))
            throw new DataException(path, $"is a folder. Give its pictures: {Path.Combine(path, "*.png")}.");
    }

    /// <summary>What is computed of a picture; whatever goes wrong names it.</summary>
    internal static T Naming<T>(string file, Func<T> answer)
    {
        try
        {
            return answer();
        }
        catch (NablaException e)
        {
            throw ImageFile.Problem(file, e);
        }
    }

    /// <summary>Answers each; a lone one's problem is thrown, those of several are told, and thrown as their number at the end.</summary>
    internal static int ForEach(string[] files, Terminal terminal, Action<string> answer)
    {
        int failed = 0;
        foreach (string file in files)
        {
            try
            {
                CheckFile(file);
                answer(file);
            }
            catch (NablaException e)
            {
                var problem = ImageFile.Problem(file, e);
                if (files.Length == 1)
                    throw problem;
                failed++;
                terminal.Warn(problem.Message);
                terminal.Emit("skipped", json =>
                {
                    json.WriteString("image", file);
                    json.WriteString("message", problem.Message);
                });
            }
        }

        return failed == 0 ? ExitCodes.Done
            : throw new DataException("predict", $"{failed} of {files.Length} pictures got no answer, for the reasons above. Mend them, or leave them out.");
    }
}

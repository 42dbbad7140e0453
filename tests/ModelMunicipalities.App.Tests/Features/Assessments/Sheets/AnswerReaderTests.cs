using System.Text;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class AnswerReaderTests(DatabaseProvider provider) : ImportTest(provider)
{
    [Test]
    public async Task An_encoding_in_doubt_is_asked_for_with_samples_and_then_used()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        byte[] file = [.. Encoding.ASCII.GetBytes(WithSemicolons + "lulea;bm1;1;2;Malm"), 0x94, .. "\n"u8];
        var asked = await UploadAsync(network, file);
        asked["encodings[2].encoding"]!.ToString().ShouldBe("ibm850");
        asked["encodings[2].sample"]!.ToString().ShouldContain("Malmö");
        (await UploadAsync(network, file, "?encoding=ibm850")).ShouldBeOk()["samples[0].comment"]!.ToString().ShouldBe("Malmö");
        (await UploadAsync(network, file, "?encoding=klingon")).ShouldBeInvalid("SheetEncodingUnknown", "encoding");
    }

    [Test]
    public async Task A_name_of_the_network_tells_how_the_letters_are_written()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Malmö"));
        byte[] file = [.. Encoding.ASCII.GetBytes(WithSemicolons + "Malm"), 0x94, .. ";bm1;1;2;Efter semestern\n"u8];
        (await UploadAsync(network, file)).ShouldBeOk()["assessments[0].name"]!.ToString().ShouldBe("Malmö");

        // In a network that knows of no such place it may be anything.
        var elsewhere = await BuildAsync(n => n.Group("Piteå", "Boden"));
        (await UploadAsync(elsewhere, file)).ShouldBeInvalid("SheetEncoding", "encoding");
    }
}

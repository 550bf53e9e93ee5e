using System.Globalization;
using System.Text;
using System.Xml;

namespace Chasqui.Cli.Testing;

/// <summary>The file that build servers read.</summary>
internal static class JUnitReport
{
    public static void Write(string path, TestOutcome outcome)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, CheckCharacters = false, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "chasqui");
        xml.WriteAttributeString("tests", Number(outcome.Results.Count));
        xml.WriteAttributeString("failures", Number(outcome.Results.Count(r => r.Result.Fails)));
        xml.WriteAttributeString("errors", Number(outcome.Errors.Count));
        xml.WriteAttributeString("skipped", Number(outcome.Count(TestStatus.Skipped) + outcome.Count(TestStatus.XFailed)));
        xml.WriteAttributeString("time", Seconds(outcome.Duration.TotalSeconds));
        foreach ((TestCase test, TestResult result) in outcome.Results)
        {
            WriteCase(xml, test, result);
        }
        foreach (TestFailure error in outcome.Errors)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("name", error.Phase);
            WriteFault(xml, "error", error.Summary, FailureText.Trace(error));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, TestCase test, TestResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", test.File);
        xml.WriteAttributeString("name", test.Name);
        xml.WriteAttributeString("file", test.File);
        xml.WriteAttributeString("line", Number(test.Line));
        xml.WriteAttributeString("time", Seconds(result.Milliseconds / 1000));
        switch (result.Status)
        {
            case TestStatus.Skipped or TestStatus.XFailed:
                xml.WriteStartElement("skipped");
                xml.WriteAttributeString("message", result.Reason);
                xml.WriteEndElement();
                break;
            case TestStatus.XPassed:
                WriteFault(xml, "failure", "passed although it was expected to fail", result.Reason);
                break;
            case TestStatus.Failed:
                foreach (TestFailure failure in result.Failures)
                {
                    WriteFault(xml, "failure", failure.Summary, FailureText.Trace(failure));
                }
                break;
        }
        if (result.Output.Length > 0)
        {
            xml.WriteElementString("system-out", Printable(result.Output));
        }
        xml.WriteEndElement();
    }

    private static void WriteFault(XmlWriter xml, string element, string message, string text)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("message", Printable(message));
        xml.WriteString(Printable(text));
        xml.WriteEndElement();
    }

    /// <summary>XML has no place for most control characters.</summary>
    private static string Printable(string text) => string.Concat(text.Select(c => c >= ' ' || c is '\n' or '\t' or '\r' ? c : '\uFFFD'));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}

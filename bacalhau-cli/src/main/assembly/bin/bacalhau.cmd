@echo off
rem Starts Bacalhau. Needs a Java 17 or newer, of JAVA_HOME or else of PATH; everything else lies beside this script.
rem BACALHAU_JAVA_OPTS: further options for Java
setlocal
set "LIB=%~dp0..\lib"
if defined JAVA_HOME (
    set "JAVA=%JAVA_HOME%\bin\java.exe"
) else (
    set "JAVA=java.exe"
)
if defined JAVA_HOME if not exist "%JAVA%" (
    echo bacalhau: JAVA_HOME is %JAVA_HOME%, but there is no Java in it; set it to a Java 17 or newer, or unset it 1>&2
    exit /b 69
)
if not defined JAVA_HOME (
    where /q java.exe || (
        echo bacalhau: there is no Java on PATH; install a Java 17 or newer, or set JAVA_HOME to one 1>&2
        exit /b 69
    )
)
"%JAVA%" -Xshare:auto -XX:-UsePerfData %BACALHAU_JAVA_OPTS% -cp "%LIB%\bacalhau-cli.jar" org.bacalhau.cli.Main %*
exit /b %ERRORLEVEL%

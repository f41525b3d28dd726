"""Asks a running server as clients that others have published would.

Usage: check_serving.py http://127.0.0.1:8000 verdict-model

The examples of Lightning Flash's and text-embeddings-inference's documentation, with only the port changed, and the Open
Inference Protocol by NVIDIA's client. Needs: requests 2.34.2, tritonclient[http] 2.73.0, numpy 2.4.6.
"""

import sys

import numpy as np
import requests
import tritonclient.http as triton


def flash(url):
    """The client example of Lightning Flash's text classification."""
    body = {"session": "UUID", "payload": {"inputs": {"data": "Best movie ever"}}}
    answer = requests.post(url + "/predict", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["session"] == "UUID"
    outputs = answer.json()["result"]["outputs"]
    assert requests.get(url + "/flashserve/alive").json() == {"alive": True}
    assert requests.get(url + "/predict/meta").json()["title"] == "Predict_Endpoint_RequestModel"
    assert requests.get(url + "/predict/dag_json").json()["endpoint"]["route"] == "/predict"
    assert requests.post(url + "/predict", json={"no": "payload"}).status_code == 422
    assert requests.get(url + "/no/such/route").status_code == 404
    return outputs


def text_embeddings(url):
    """The examples of text-embeddings-inference's quick tour, sequence classification and batching."""
    one = requests.post(url + "/predict", json={"inputs": "I like you."})
    assert one.status_code == 200, one.text
    scores = [label["score"] for label in one.json()]
    assert scores == sorted(scores, reverse=True)
    batch = requests.post(url + "/predict", json={"inputs": [["I like you."], ["I hate pineapples"]]})
    assert batch.json()[0] == one.json()
    assert len(batch.json()) == 2
    info = requests.get(url + "/info").json()
    assert set(info["model_type"]["classifier"]["label2id"]) == {label["label"] for label in one.json()}
    assert requests.get(url + "/health").status_code == 200
    return one.json()


def open_inference(url, model):
    """NVIDIA's client, with tensors in binary, as it sends them by default, and in JSON."""
    client = triton.InferenceServerClient(url.split("//")[1])
    assert client.is_server_live() and client.is_server_ready() and client.is_model_ready(model)
    assert client.get_server_metadata()["name"] == "verdict"
    metadata = client.get_model_metadata(model)
    labels = metadata["parameters"]["labels"]
    texts = np.array(["I like you.", "I hate pineapples", "naïve 🙂"], dtype=object)
    answers = []
    for binary in (True, False):
        tensor = triton.InferInput("text", [3], "BYTES")
        tensor.set_data_from_numpy(texts, binary_data=binary)
        wanted = [triton.InferRequestedOutput(output["name"], binary_data=binary) for output in metadata["outputs"]]
        answer = client.infer(model, [tensor], outputs=wanted, request_id="7")
        assert answer.get_response()["id"] == "7"
        answers.append(answer)
        names = [name.decode() if isinstance(name, bytes) else name for name in answer.as_numpy("label")]
        probabilities = answer.as_numpy("probabilities")
        assert probabilities.shape == (3, len(labels)) and np.allclose(probabilities.sum(axis=1), 1, atol=1e-6)
        assert names == [labels[i] for i in probabilities.argmax(axis=1)]
        assert answer.as_numpy("class").tolist() == probabilities.argmax(axis=1).tolist()
    # JSON has nine digits at most, and none is lost.
    assert np.array_equal(answers[0].as_numpy("logits"), answers[1].as_numpy("logits"))
    default = client.infer(model, [tensor])
    assert default.as_numpy("label").shape == (3,)
    try:
        client.infer("no-such-model", [tensor])
        raise AssertionError("another model answered")
    except triton.InferenceServerException as refused:
        assert "no model of that name" in str(refused)
    return names


def main():
    url, model = sys.argv[1:]
    print("Flash:", flash(url))
    print("text-embeddings-inference:", text_embeddings(url))
    print("Open Inference Protocol:", open_inference(url, model))


main()
